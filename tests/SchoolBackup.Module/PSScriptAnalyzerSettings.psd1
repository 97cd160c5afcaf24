@{
    ExcludeRules = @(
        # What a BeforeAll of Pester sets is read in the tests, where the analyzer does not look.
        'PSUseDeclaredVarsMoreThanAssignments'
        # One server serves all suites of a process, and its password is nobody's secret.
        'PSAvoidGlobalVars'
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # What the tests call to set a stage is never asked what it would do.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
