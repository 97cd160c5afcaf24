using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace SchoolBackup.Loading;

/// <summary>
/// Lets the cmdlets find the engine. This is an assembly of its own because PowerShell looks into all types of an assembly before it calls
/// anything in it, and those of the cmdlets need the engine. Runspaces that import the module each register once, and take back their own
/// registration only.
/// </summary>
/// <seealso href="https://learn.microsoft.com/powershell/scripting/dev-cross-plat/resolving-dependency-conflicts"/>
public sealed class EngineLoading : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly EngineLoadContext _engine = new(
        Path.Combine(Path.GetDirectoryName(typeof(EngineLoading).Assembly.Location)!, "Dependencies"));

    /// <summary>Called by PowerShell when a runspace imports the module.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>Called by PowerShell when a runspace removes the module.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only what the cmdlets themselves refer to: anything else that somebody looks for is not ours to give.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "SchoolBackup.Engine" or "SchoolBackup.MySql" or "SchoolBackup.Storage" or "SchoolBackup.Errors"
            ? _engine.LoadFromAssemblyName(name)
            : null;
}
