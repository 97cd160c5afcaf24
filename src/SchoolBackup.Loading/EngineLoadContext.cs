using System.Reflection;
using System.Runtime.Loader;

namespace SchoolBackup.Loading;

/// <summary>
/// A place of its own for the engine and its packages, in the versions that the module brings, whatever other modules have loaded.
/// </summary>
/// <param name="folder">Where they lie.</param>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("SchoolBackup")
{
    /// <summary>What is not in the folder is .NET's own, and shared.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
