/** Files that something runs, loads or obeys by their ending alone. */
const CODE =
  /\.(?:[cm]?[jt]sx?|node|wasm|pyw?|pyc|pyi|pyd|pyx|pth|so(?:\.\d+)*|dylib|dll|exe|com|scr|bat|cmd|ps1|sh|bash|zsh|json|gyp|gypi|toml|cfg|ya?ml|rb|pl|php|jar|class|html?|svg|vbs|egg-link)$/i;

/** Whether a file with this path may be run, loaded or obeyed; others are data unless code reads them. */
export function isCodePath(path: string): boolean {
  return CODE.test(path);
}
