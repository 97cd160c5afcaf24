using System.Management.Automation;

namespace SchoolBackup.Help.Tests;

public enum Grade
{
    Good,
    Bad,
}

/// <summary>Cmdlets that only the tests read.</summary>
public abstract class SampleCmdlet : PSCmdlet
{
    [Parameter]
    public string? Server { get; set; }
}

[Cmdlet(VerbsCommon.Set, "Pupil", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(Version))]
public sealed class SetPupilCmdlet : SampleCmdlet
{
    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PupilId", "Number")]
    public int[]? Id { get; set; }

    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    [Parameter]
    public Grade? Grade { get; set; }

    [Parameter]
    public int? Port { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    public string? Answer { get; set; }
}

[Cmdlet(VerbsCommon.Get, "Pupil")]
public sealed class GetPupilCmdlet : SampleCmdlet;
