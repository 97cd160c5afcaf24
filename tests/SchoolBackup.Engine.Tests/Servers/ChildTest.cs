using System.Diagnostics;
using System.Reflection;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Runs an explicit test in a process of its own: one that is to be killed, or needs another environment.</summary>
internal static class ChildTest
{
    /// <typeparam name="T">The class of the test.</typeparam>
    /// <param name="method">Its method.</param>
    /// <param name="environment">Variables of the process.</param>
    public static Process Start<T>(string method, params (string Name, string Value)[] environment)
    {
        string assembly = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("dotnet", [assembly, "-explicit", "only", "-noLogo", "-method", $"{typeof(T).FullName}.{method}"])
        {
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
