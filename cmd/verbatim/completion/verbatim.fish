# fish completion for verbatim: verbatim completion fish > ~/.config/fish/completions/verbatim.fish
function __verbatim_complete
    set -l words (commandline -opc)
    $words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c verbatim -a '(__verbatim_complete)'
