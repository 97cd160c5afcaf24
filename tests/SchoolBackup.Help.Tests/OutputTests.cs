using System.Xml.Linq;
using SchoolBackup.Help.Output;
using SchoolBackup.Help.Text;

namespace SchoolBackup.Help.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly SamplePages _pages = new();

    [Fact]
    public void Tells_synopsis_and_description_without_marks()
    {
        XElement command = Command("Set-Pupil");
        Assert.Equal("Changes what is known of pupils.", Only(Only(command, "details"), "description").Value);
        Assert.Equal("Looks them up by -Name.", command.Elements().Single(element => element.Name.LocalName == "description").Value);
    }

    [Fact]
    public void Tells_of_a_parameter_all_that_is_known()
    {
        XElement grade = Parameters().Single(parameter => Only(parameter, "name").Value == "Grade");
        Assert.Equal("How they do.", Only(grade, "description").Value);
        Assert.Equal("Good", Only(grade, "defaultValue").Value);
        XElement id = Parameters().Single(parameter => Only(parameter, "name").Value == "Id");
        Assert.Equal("true True (ByPropertyName) named PupilId, Number", $"{id.Attribute("required")!.Value} {id.Attribute("pipelineInput")!.Value} {id.Attribute("position")!.Value} {id.Attribute("aliases")!.Value}");
        Assert.Equal(["Confirm", "Grade", "Id", "Name", "PassThru", "Port", "Server", "WhatIf"], Parameters().Select(parameter => Only(parameter, "name").Value));
    }

    [Fact]
    public void Shows_in_the_syntax_the_values_of_an_enumeration_and_none_for_a_switch()
    {
        XElement set = Command("Set-Pupil").Descendants().First(element => element.Name.LocalName == "syntaxItem");
        XElement[] parameters = [.. set.Elements().Where(element => element.Name.LocalName == "parameter")];
        Assert.Equal(["NameString[]", "GradeGoodBad", "PortInt32", "PassThru", "ServerString", "WhatIf", "Confirm"], parameters.Select(parameter => parameter.Value));
    }

    [Fact]
    public void Keeps_an_examples_code_apart_from_what_it_prints()
    {
        XElement example = Command("Set-Pupil").Descendants().First(element => element.Name.LocalName == "example");
        Assert.Equal("Set-Pupil Anna -Grade Good", Only(example, "code").Value);
        Assert.Equal("Done.", Only(example, "remarks").Value.Trim());
    }

    [Fact]
    public void Names_what_to_read_next() =>
        Assert.Equal(["Get-Pupil", "about_Pupils"], Only(Command("Set-Pupil"), "relatedLinks").Descendants().Where(element => element.Name.LocalName == "linkText").Select(link => link.Value));

    [Fact]
    public void Sets_an_about_page_as_a_terminal_shows_it()
    {
        string expected = """
            TOPIC
                about_Pupils

            SHORT DESCRIPTION
                What pupils are.

            LONG DESCRIPTION
                Pupils are many, and there is so much to be said of them that it does not go
                into one single line of text.

                1. First, do this:

                       Get-Pupil

                       Set-Pupil

                2. Then that, which takes a sentence so long that it is wrapped and goes on
                   under the first word.

              Kinds
                - good
                - bad (https://example.org/bad)

            """;
        Assert.Equal(expected, AboutPage.Text(Pages().About.Single()));
    }

    public void Dispose() => _pages.Dispose();

    private HelpPages Pages() => HelpPages.Read(_pages.Folder);

    private XElement Command(string name) =>
        Maml.Document(SampleSurface.All, Pages()).Root!.Elements().Single(command => Only(Only(command, "details"), "name").Value == name);

    private IEnumerable<XElement> Parameters() => Only(Command("Set-Pupil"), "parameters").Elements();

    private static XElement Only(XElement parent, string name) => parent.Elements().Single(element => element.Name.LocalName == name);
}
