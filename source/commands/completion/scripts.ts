import type {Shell} from './reply.ts';

const bash = `# gpjobs completion for bash. In ~/.bashrc:  eval "$(gpjobs completion bash)"
_gpjobs() {
	local line kind=
	COMPREPLY=()
	while IFS= read -r line; do
		if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
	done < <(gpjobs completion bash -- "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
	if [[ $kind == files ]]; then compopt -o default 2>/dev/null; fi
}
complete -o nosort -F _gpjobs gpjobs 2>/dev/null || complete -F _gpjobs gpjobs
`;

const zsh = `#compdef gpjobs
# gpjobs completion for zsh. In ~/.zshrc, after compinit:  eval "$(gpjobs completion zsh)"
_gpjobs() {
	local -a reply values
	reply=("\${(@f)$(gpjobs completion zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
	if [[ $reply[1] == files ]]; then
		_files
	else
		values=("\${(@)reply[2,-1]}")
		_describe -V gpjobs values
	fi
}
if [[ $funcstack[1] == _gpjobs ]]; then _gpjobs "$@"; else compdef _gpjobs gpjobs; fi
`;

const fish = `# gpjobs completion for fish. In ~/.config/fish/config.fish:  gpjobs completion fish | source
function __gpjobs_complete
	set -l words (commandline -opc)
	set -l current (commandline -ct)
	set -l reply (gpjobs completion fish -- $words[2..-1] "$current" 2>/dev/null)
	if test "$reply[1]" = files
		__fish_complete_path "$current"
	else
		printf '%s\\n' $reply[2..-1]
	end
end
complete -c gpjobs -f -a '(__gpjobs_complete)'
`;

// Windows PowerShell drops empty arguments, so the word at the cursor is passed behind a "=". A script like the one
// that npm installs gets a "--" only in quotes. If the block returns nothing, PowerShell completes file names.
const powershell = `# gpjobs completion for PowerShell. In $PROFILE:  gpjobs completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName gpjobs -ScriptBlock {
	param($wordToComplete, $commandAst, $cursorPosition)
	$elements = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursorPosition })
	$words = @($elements | ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
	$current = ''
	if ($elements.Count -gt 0 -and $elements[-1].Extent.EndOffset -ge $cursorPosition) {
		$current = $words[-1]
		$words = @($words | Select-Object -SkipLast 1)
	}
	$reply = @(gpjobs completion powershell '--' @words "=$current" 2>$null)
	if ($reply[0] -eq 'files') { return }
	if ($reply.Count -lt 2) { return '' }
	$reply | Select-Object -Skip 1 | ForEach-Object {
		$text, $tip = $_ -split "\`t", 2
		[System.Management.Automation.CompletionResult]::new($text, $text.Trim("'"), 'ParameterValue', $tip)
	}
}
`;

/** The completion scripts. They call gpjobs at each Tab, so they stay correct after an upgrade. */
export const completionScripts: Readonly<Record<Shell, string>> = {bash, zsh, fish, powershell};
