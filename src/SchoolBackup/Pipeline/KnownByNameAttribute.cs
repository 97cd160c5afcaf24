using System.Management.Automation;

namespace SchoolBackup.Pipeline;

/// <summary>
/// Takes a name, or an object that has one. PowerShell makes a text of any object, <c>@{Server=db1; Port=3306}</c> of a row that has no
/// name: that is refused, so that the row binds by its properties, or not at all.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownByNameAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object[] given = inputData is object[] several ? several : [inputData!];
        if (given.FirstOrDefault(IsNameless) is not { } nameless) return inputData;
        string fault = $"{nameless} is not a name";
        // With this inner exception, a pipeline goes on to the other ways to bind the object.
        throw new ArgumentTransformationMetadataException(fault, new PSInvalidCastException(fault));
    }

    private static bool IsNameless(object? given) =>
        given is PSObject { BaseObject: PSCustomObject } custom
            && LanguagePrimitives.ConvertTo<string>(custom).StartsWith("@{", StringComparison.Ordinal);
}
