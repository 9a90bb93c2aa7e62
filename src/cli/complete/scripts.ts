/**
 * The scripts that shells load. Each calls `tessera complete -- <words>` with the words up to the cursor, of which the
 * last may be unfinished, and reads lines of a value, a tab and a description. No line: paths are completed. Words are
 * passed as arguments and never evaluated, as an unfinished line may hold anything.
 */

const bash = `_tessera_complete() {
  local value rest
  COMPREPLY=()
  while IFS=$'\\t' read -r value rest; do
    COMPREPLY+=("$value")
  done < <("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _tessera_complete tessera tessera-sdk
`;

const zsh = `#compdef tessera tessera-sdk
_tessera_complete() {
  local value rest
  local -a found
  while IFS=$'\\t' read -r value rest; do
    found+=("\${value//:/\\\\:}:$rest")
  done < <("$words[1]" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then
    _describe tessera found
  else
    _files
  fi
}
if [[ "$funcstack[1]" == "_tessera" ]]; then
  _tessera_complete "$@"
else
  compdef _tessera_complete tessera tessera-sdk
fi
`;

const fish = `function __tessera_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l found ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path "$current"
  end
end
complete -c tessera -f -a '(__tessera_complete)'
complete -c tessera-sdk -f -a '(__tessera_complete)'
`;

export const scripts: ReadonlyMap<string, string> = new Map([
  ["bash", bash],
  ["zsh", zsh],
  ["fish", fish],
]);
