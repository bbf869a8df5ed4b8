#compdef verbatim
# zsh completion for verbatim: verbatim completion zsh > "${fpath[1]}/_verbatim"
_verbatim() {
    local line
    local -a words_offered
    while IFS= read -r line; do
        # _describe wants word:description, with colons of the word escaped.
        words_offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( ${#words_offered} )); then
        _describe -V verbatim words_offered
    else
        _files
    fi
}
if [ "$funcstack[1]" = "_verbatim" ]; then
    _verbatim "$@"
else
    compdef _verbatim verbatim
fi
