using System.CommandLine;

namespace SchoolBackup.Cli.Commands;

/// <summary>
/// <c>schoolbackup completion</c>: what makes a shell complete our commands and options. Each script asks this program, by the parser's own
/// directive.
/// </summary>
/// <seealso href="https://learn.microsoft.com/dotnet/standard/commandline/how-to-enable-tab-completion"/>
internal static class CompletionCommand
{
    private const string Bash = """
        _schoolbackup() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(schoolbackup "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _schoolbackup schoolbackup
        """;

    private const string Zsh = """
        #compdef schoolbackup
        _schoolbackup() {
            local -a words_there
            words_there=("${(@f)$(schoolbackup "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $words_there
            _files
        }
        compdef _schoolbackup schoolbackup
        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName schoolbackup -ScriptBlock {
            param($word, $ast, $position)
            schoolbackup "[suggest:$position]" "$ast" 2>$null | ForEach-Object { [Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Build()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion", """
            Prints the script that makes a shell complete commands and options with the Tab key.

            Examples:
              schoolbackup completion bash > /etc/bash_completion.d/schoolbackup
              schoolbackup completion zsh > ~/.zfunc/_schoolbackup
              schoolbackup completion pwsh | Out-String | Invoke-Expression
            """)
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Pwsh });
            return ExitCodes.Done;
        });
        return command;
    }
}
