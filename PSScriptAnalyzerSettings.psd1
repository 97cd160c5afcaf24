@{
    # Invoke-DotNet takes the words of a command line; and what a BeforeAll of Pester sets is read in the tests, where the analyzer does not look.
    ExcludeRules = @('PSAvoidUsingPositionalParameters', 'PSUseDeclaredVarsMoreThanAssignments')
}
