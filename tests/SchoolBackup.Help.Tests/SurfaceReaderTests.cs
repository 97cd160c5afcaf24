using SchoolBackup.Help.Surface;

namespace SchoolBackup.Help.Tests;

public class SurfaceReaderTests
{
    [Fact]
    public void Reads_cmdlets_in_the_order_of_their_names() =>
        Assert.Equal(["Get-Pupil", "Set-Pupil"], SampleSurface.All.Select(surface => surface.Name));

    [Fact]
    public void Lists_own_parameters_before_those_of_the_base_class_and_no_other_property() =>
        Assert.Equal(["Id", "Name", "Grade", "Port", "PassThru", "Server", "WhatIf", "Confirm"], SampleSurface.SetPupil.Parameters.Select(parameter => parameter.Name));

    [Fact]
    public void Has_no_WhatIf_where_the_cmdlet_changes_nothing() =>
        Assert.DoesNotContain(SampleSurface.All[0].Parameters, parameter => parameter.Name == "WhatIf");

    [Fact]
    public void Knows_aliases_and_the_pipeline()
    {
        ParameterSurface id = Parameter("Id");
        Assert.Equal(["PupilId", "Number"], id.Aliases);
        Assert.Equal([new ParameterPlace("Id", IsMandatory: true, Position: null, ByValue: false, ByPropertyName: true)], id.Places);
        Assert.Equal(["System.String"], SampleSurface.SetPupil.InputTypes);
        Assert.Equal(["System.Version"], SampleSurface.SetPupil.OutputTypes);
    }

    [Fact]
    public void Shows_a_nullable_type_as_what_it_holds_and_an_enumeration_with_its_names()
    {
        Assert.Equal("Int32", Parameter("Port").Type.ShortName);
        Assert.Equal(["Good", "Bad"], Parameter("Grade").Values);
    }

    [Fact]
    public void Knows_an_array_by_its_element()
    {
        Assert.Equal(new ParameterType("System.String[]", "System.String"), Parameter("Name").Type);
        Assert.True(Parameter("Name").TakesWildcards);
    }

    [Fact]
    public void Puts_the_default_set_first_and_in_each_set_what_is_typed_first()
    {
        string[] sets = [.. SampleSurface.SetPupil.Sets().Select(set => string.Join(' ', set.Select(placed => placed.Parameter.Name)))];
        Assert.Equal(["Name Grade Port PassThru Server WhatIf Confirm", "Id Grade Port PassThru Server WhatIf Confirm"], sets);
    }

    private static ParameterSurface Parameter(string name) => SampleSurface.SetPupil.Parameters.Single(parameter => parameter.Name == name);
}
