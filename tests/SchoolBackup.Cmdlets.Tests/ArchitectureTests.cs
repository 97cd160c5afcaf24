using System.Xml.Linq;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class ArchitectureTests
{
    /// <summary>MySqlConnector judges what we restore (docs/architecture.md): what judges is no part of what is judged.</summary>
    [Fact]
    public void No_project_of_the_product_references_MySqlConnector()
    {
        string[] projects = [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)];

        Assert.Contains(projects, project => project.EndsWith("SchoolBackup.Engine.csproj", StringComparison.Ordinal));
        Assert.All(projects, project => Assert.DoesNotContain("MySqlConnector", XDocument.Load(project).Descendants("PackageReference").Select(package => package.Attribute("Include")?.Value)));
    }

    /// <summary>Nor does it come with a package of theirs.</summary>
    [Fact]
    public void The_cmdlets_bring_no_MySqlConnector() =>
        Assert.DoesNotContain(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"), file => Path.GetFileName(file) == "MySqlConnector.dll");
}
