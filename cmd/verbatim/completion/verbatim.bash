# bash completion for verbatim: verbatim completion bash > ~/.local/share/bash-completion/completions/verbatim
_verbatim() {
    local word _
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        COMPREPLY+=("$word")
    done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
# Where verbatim offers nothing, bash offers files.
complete -o bashdefault -o default -F _verbatim verbatim
