using System.Reflection;

namespace SchoolBackup.Help.Surface;

/// <summary>Reads the cmdlets of an assembly without running it: neither PowerShell nor a server is needed.</summary>
internal static class SurfaceReader
{
    private const string Automation = "System.Management.Automation.";
    private static readonly ParameterType _switch = new(Automation + "SwitchParameter", Automation + "SwitchParameter");

    /// <summary>The cmdlets in the order of their names.</summary>
    /// <param name="assembly">File of the assembly.</param>
    /// <param name="references">Files of everything that it refers to.</param>
    public static IReadOnlyList<CmdletSurface> Read(string assembly, IEnumerable<string> references)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver([assembly, .. references]), "System.Runtime");
        return
        [
            .. (from type in context.LoadFromAssemblyPath(assembly).GetExportedTypes()
                let cmdlet = Attributes(type, "CmdletAttribute").SingleOrDefault()
                where cmdlet is not null
                select Cmdlet(type, cmdlet)).OrderBy(surface => surface.Name, StringComparer.Ordinal),
        ];
    }

    private static CmdletSurface Cmdlet(Type type, CustomAttributeData cmdlet) => new(
        (string)cmdlet.ConstructorArguments[0].Value!,
        (string)cmdlet.ConstructorArguments[1].Value!,
        Named(cmdlet, "DefaultParameterSetName", fallback: null as string),
        [.. Declared(type).Select(Parameter), .. Named(cmdlet, "SupportsShouldProcess", fallback: false) ? [Switch("WhatIf", "wi"), Switch("Confirm", "cf")] : Array.Empty<ParameterSurface>()],
        [.. Attributes(type, "OutputTypeAttribute").SelectMany(attribute => Items(attribute.ConstructorArguments[0])).Select(item => item is Type output ? output.FullName! : (string)item).Where(name => name != "System.Void")]);

    private static IEnumerable<PropertyInfo> Declared(Type type) =>
        type.GetProperties().Where(property => Attributes(property, "ParameterAttribute").Any())
            .DistinctBy(property => property.Name, StringComparer.Ordinal);

    private static ParameterSurface Parameter(PropertyInfo property) => new(
        property.Name,
        TypeOf(property.PropertyType),
        Values(property),
        [.. Attributes(property, "AliasAttribute").SelectMany(attribute => Items(attribute.ConstructorArguments[0])).Cast<string>()],
        [.. Attributes(property, "ParameterAttribute").Select(Place)])
    {
        TakesWildcards = Attributes(property, "SupportsWildcardsAttribute").Any(),
    };

    private static ParameterSurface Switch(string name, string alias) =>
        new(name, _switch, [], [alias], [new ParameterPlace(null, false, null, false, false)]);

    private static ParameterPlace Place(CustomAttributeData parameter)
    {
        string set = Named(parameter, "ParameterSetName", fallback: "__AllParameterSets");
        int position = Named(parameter, "Position", fallback: int.MinValue);
        return new ParameterPlace(
            set == "__AllParameterSets" ? null : set,
            Named(parameter, "Mandatory", fallback: false),
            position == int.MinValue ? null : position,
            Named(parameter, "ValueFromPipeline", fallback: false),
            Named(parameter, "ValueFromPipelineByPropertyName", fallback: false));
    }

    private static ParameterType TypeOf(Type type)
    {
        Type plain = Plain(type);
        return new ParameterType(plain.FullName!, (plain.IsArray ? plain.GetElementType()! : plain).FullName!);
    }

    private static string[] Values(PropertyInfo property)
    {
        Type type = Plain(property.PropertyType);
        return type.IsEnum ? type.GetEnumNames() : [.. Attributes(property, "ValidateSetAttribute").SelectMany(attribute => Items(attribute.ConstructorArguments[0])).Cast<string>()];
    }

    // 'int?' is shown as what it holds: a parameter that is not given is not there.
    private static Type Plain(Type type) => type.IsGenericType && type.Name == "Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.FullName == Automation + name);

    private static T Named<T>(CustomAttributeData attribute, string name, T fallback) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => (T)argument.TypedValue.Value!)
            .SingleOrDefault(fallback);

    private static IEnumerable<object> Items(CustomAttributeTypedArgument list) =>
        ((IEnumerable<CustomAttributeTypedArgument>)list.Value!).Select(item => item.Value!);
}
