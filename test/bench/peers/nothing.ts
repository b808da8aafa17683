// What stands for Ink's developer tools, which are not installed.
export default {};
