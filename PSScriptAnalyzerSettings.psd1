@{
    # Invoke-DotNet takes the words of a command line.
    ExcludeRules = @('PSAvoidUsingPositionalParameters')
}
