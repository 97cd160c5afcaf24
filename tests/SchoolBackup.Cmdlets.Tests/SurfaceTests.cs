using System.Management.Automation;
using System.Reflection;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class SurfaceTests
{
    private static readonly string[] ChangeNothing = ["Connect", "Disconnect", "Get", "Test"];

    private static readonly string[] Secrets = ["Key", "Pass", "Secret"];

    /// <summary>What a name ends in that says where a secret is, and not what it is.</summary>
    private static readonly string[] Places = ["File", "SecretName", "Vault"];

    private static readonly string[] ApprovedVerbs =
        [.. new[] { typeof(VerbsCommon), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsCommunications) }.SelectMany(verbs => verbs.GetFields()).Select(verb => (string)verb.GetRawConstantValue()!)];

    public static TheoryData<string> Cmdlets => [.. CmdletTypes.All.Select(CmdletTypes.Name)];

    [Fact]
    public void Names_of_cmdlets_and_parameters_are_the_approved_ones()
    {
        IEnumerable<string> lines = CmdletTypes.All.SelectMany(type => CmdletTypes.Parameters(type).Select(parameter => $"{CmdletTypes.Name(type)} -{parameter.Name}"));

        Assert.Equal(File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tests", "SchoolBackup.Cmdlets.Tests", "parameters.approved.txt")), lines);
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void Every_verb_is_approved(string name) => Assert.Contains(CmdletTypes.Verb(Of(name)), ApprovedVerbs);

    [Theory, MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_says_what_it_answers_with(string name) => Assert.NotEmpty(CmdletTypes.OutputTypes(Of(name)));

    [Theory, MemberData(nameof(Cmdlets))]
    public void What_changes_anything_supports_ShouldProcess_and_nothing_else_does(string name) =>
        Assert.Equal(!ChangeNothing.Contains(CmdletTypes.Verb(Of(name))), CmdletTypes.Cmdlet(Of(name), nameof(CmdletAttribute.SupportsShouldProcess)) is true);

    [Theory]
    [InlineData("Restore-SchoolBackup")]
    [InlineData("Remove-SchoolBackup")]
    [InlineData("Remove-StaleSchoolBackup")]
    [InlineData("Update-SchoolBackupKey")]
    public void What_cannot_be_undone_is_asked(string name) =>
        Assert.Equal((int)ConfirmImpact.High, CmdletTypes.Cmdlet(Of(name), nameof(CmdletAttribute.ConfirmImpact)));

    [Theory, MemberData(nameof(Cmdlets))]
    public void No_parameter_takes_a_secret_as_text(string name) => Assert.DoesNotContain(
        CmdletTypes.Parameters(Of(name)),
        parameter => parameter.PropertyType == typeof(string) && Secrets.Any(parameter.Name.Contains) && !Places.Any(parameter.Name.EndsWith));

    /// <summary>The engine lies in a load context of its own: PowerShell looks at the cmdlets before it is there.</summary>
    [Theory, MemberData(nameof(Cmdlets))]
    public void No_parameter_is_of_a_type_of_the_engine(string name) => Assert.DoesNotContain(
        CmdletTypes.Parameters(Of(name)), parameter => (Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType).Assembly.GetName().Name is "SchoolBackup.Engine" or "SchoolBackup.MySql");

    /// <summary>Nothing, as the outcome of a filter, must not be taken for no choice.</summary>
    [Theory, MemberData(nameof(Cmdlets))]
    public void No_parameter_that_takes_several_values_takes_none(string name) => Assert.All(
        CmdletTypes.Parameters(Of(name)).Where(parameter => parameter.PropertyType.IsArray), parameter => Assert.NotNull(CmdletTypes.Attribute<ValidateNotNullOrEmptyAttribute>(parameter)));

    [Theory]
    [InlineData("Get-SchoolBackup", "Database Name Path")]
    [InlineData("New-SchoolBackup", "Database ExcludeTable Path StructureOnly Table")]
    [InlineData("Remove-StaleSchoolBackup", "Backup Database Path")]
    [InlineData("Restore-SchoolBackup", "Path Table")]
    [InlineData("Test-SchoolBackup", "Backup Path")]
    [InlineData("Update-SchoolBackupKey", "Backup Database Path")]
    public void What_takes_patterns_says_so(string name, string expected) => Assert.Equal(
        expected, string.Join(' ', CmdletTypes.Parameters(Of(name)).Where(parameter => CmdletTypes.Attribute<SupportsWildcardsAttribute>(parameter) is not null).Select(parameter => parameter.Name)));

    [Fact]
    public void What_is_answered_is_made_of_plain_values_that_survive_serialisation()
    {
        Type[] plain = [typeof(string), typeof(TextList), typeof(bool), typeof(int), typeof(long), typeof(DateTime), typeof(TimeSpan)];
        IEnumerable<PropertyInfo> properties = CmdletTypes.All.SelectMany(CmdletTypes.OutputTypes).Where(type => type.Namespace == nameof(SchoolBackup)).Distinct().SelectMany(type => type.GetProperties());

        Assert.All(properties, property => Assert.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, plain));
    }

    /// <summary>They are declared twice: a cmdlet of a repository binds them from its input and is no base of one that knows no repository.</summary>
    [Fact]
    public void What_names_a_server_is_the_same_when_it_is_connected_to_and_when_it_is_worked_on()
    {
        Dictionary<string, string> worked = CmdletTypes.Parameters(Of("New-SchoolBackup")).ToDictionary(parameter => parameter.Name, Shape);
        PropertyInfo[] connected = [.. CmdletTypes.Parameters(Of("Connect-SchoolBackupServer")).Where(parameter => parameter.Name != "Database")];

        Assert.All(connected, parameter => Assert.Equal(worked[parameter.Name], Shape(parameter)));
        Assert.Empty(typeof(Pipeline.ServerCmdlet).GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)
            .Select(parameter => parameter.Name).Except(connected.Select(parameter => parameter.Name)));

        static string Shape(PropertyInfo parameter) => string.Join(
            ' ', Values(CmdletTypes.Attribute<AliasAttribute>(parameter)).Concat(Values(CmdletTypes.Attribute<ValidateSetAttribute>(parameter))).Prepend($"{parameter.PropertyType}"));

        static IEnumerable<object?> Values(CustomAttributeData? attribute) =>
            attribute is null ? [] : ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(value => value.Value);
    }

    [Fact]
    public void A_form_stays_thin() => Assert.True(
        Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src", "SchoolBackup"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Sum(file => File.ReadLines(file).Count()) < 2600);

    private static Type Of(string name) => CmdletTypes.All.Single(type => CmdletTypes.Name(type) == name);
}
