using System.Management.Automation;

namespace SchoolBackup.Pipeline;

/// <summary>A TCP port, or null: an object that comes down the pipeline, such as a listed backup, may not know it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidatePortAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is int port and (< 1 or > 65535))
            throw new ValidationMetadataException(Invariant($"{port} is no TCP port: they go from 1 to 65535"));
    }
}

/// <summary>A text that is not empty, or null: an object that comes down the pipeline may not know it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNotEmptyAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is "") throw new ValidationMetadataException("the argument is empty");
    }
}
