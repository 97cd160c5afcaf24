using System.Management.Automation;
using System.Reflection;

namespace SchoolBackup.Cmdlets.Tests;

/// <summary>The cmdlets as their metadata describe them: nothing of them is made or run.</summary>
internal static class CmdletTypes
{
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(NewSchoolBackup).Assembly.GetExportedTypes().Where(type => Attribute<CmdletAttribute>(type) is not null).OrderBy(Name, StringComparer.Ordinal)];

    public static string Name(Type cmdlet) => string.Join('-', Attribute<CmdletAttribute>(cmdlet)!.ConstructorArguments.Select(argument => argument.Value));

    public static string Verb(Type cmdlet) => (string)Attribute<CmdletAttribute>(cmdlet)!.ConstructorArguments[0].Value!;

    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => Attribute<ParameterAttribute>(property) is not null).OrderBy(property => property.Name, StringComparer.Ordinal);

    public static IEnumerable<Type> OutputTypes(Type cmdlet) =>
        cmdlet.GetCustomAttributesData().Where(data => data.AttributeType == typeof(OutputTypeAttribute))
            .SelectMany(data => data.ConstructorArguments).SelectMany(Types);

    /// <summary>A named argument of the cmdlet's own attribute, or null.</summary>
    public static object? Cmdlet(Type cmdlet, string argument) => Named(Attribute<CmdletAttribute>(cmdlet)!, argument);

    public static CustomAttributeData? Attribute<T>(MemberInfo member) => member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(T));

    public static object? Named(CustomAttributeData attribute, string argument) =>
        attribute.NamedArguments.Where(named => named.MemberName == argument).Select(named => named.TypedValue.Value).FirstOrDefault();

    private static IEnumerable<Type> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IEnumerable<CustomAttributeTypedArgument> several => several.SelectMany(Types),
        _ => [],
    };
}
