using SchoolBackup.Help.Surface;

namespace SchoolBackup.Help.Tests;

/// <summary>The sample cmdlets as the tool reads them.</summary>
internal static class SampleSurface
{
    public static readonly IReadOnlyList<CmdletSurface> All = SurfaceReader.Read(
        typeof(SampleSurface).Assembly.Location, ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator));

    public static CmdletSurface SetPupil => All.Single(surface => surface.Name == "Set-Pupil");
}
