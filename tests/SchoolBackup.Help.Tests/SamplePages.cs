namespace SchoolBackup.Help.Tests;

/// <summary>A folder with pages that fit the sample cmdlets, but for what a test changes in them.</summary>
internal sealed class SamplePages : IDisposable
{
    private const string SetPupil = """
        # Set-Pupil

        Changes what is known of *pupils*.

        ## Description

        Looks them up
        by `-Name`.

        ## Parameters

        ### -Id

        Their numbers.

        ### -Name

        Their names.

        ### -Grade

        How they do.

        Default: Good

        ### -PassThru

        Returns them.

        ## Inputs

        ### System.String

        A name.

        ## Outputs

        ### System.Version

        What became of it.

        ## Examples

        ### One

        ```powershell
        Set-Pupil Anna -Grade Good
        ```

        ```text
        Done.
        ```

        ### Two

        It asks first.

        ```powershell
        Set-Pupil Anna -Confirm
        ```

        ### Three

        ```powershell
        Set-Pupil -Id 3
        ```

        ## Notes

        Slow.

        ## Related links

        - [Get-Pupil](Get-Pupil.md)
        - [about_Pupils](about_Pupils.md)
        """;

    private const string GetPupil = """
        # Get-Pupil

        Lists pupils.

        ## Description

        All of them.

        ## Inputs

        ### None

        Nothing.

        ## Outputs

        ### None

        Nothing.

        ## Examples

        ### One

        ```powershell
        Get-Pupil
        ```

        ### Two

        ```powershell
        Get-Pupil
        ```

        ### Three

        ```powershell
        Get-Pupil
        ```

        ## Related links

        - [Set-Pupil](Set-Pupil.md)
        """;

    private const string About = """
        # about_Pupils

        ## Short description

        What pupils are.

        ## Long description

        Pupils are many, and there is so much to be said of them that it does not go into one single line of text.

        1. First, do this:

           ```powershell
           Get-Pupil

           Set-Pupil
           ```

        2. Then that, which takes a sentence so long that it is wrapped and goes on under the first word.

        ### Kinds

        - good
        - [bad](https://example.org/bad)
        """;

    private const string Shared = """
        # Shared parameters

        ## -Server

        Where.

        ## -Port

        Which.

        ## -WhatIf

        Only tells.

        ## -Confirm

        Asks.
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("help-pages-");

    public SamplePages()
    {
        Write("Set-Pupil.md", SetPupil);
        Write("Get-Pupil.md", GetPupil);
        Write("about_Pupils.md", About);
        Write("shared-parameters.md", Shared);
    }

    public string Folder => _folder.FullName;

    public string File(string page) => Path.Combine(Folder, page);

    public void Write(string page, string text) => System.IO.File.WriteAllText(File(page), text);

    public void Replace(string page, string old, string replacement)
    {
        string text = System.IO.File.ReadAllText(File(page));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(page, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
