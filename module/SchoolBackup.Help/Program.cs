using System.Text;
using SchoolBackup.Help;
using SchoolBackup.Help.Output;
using SchoolBackup.Help.Surface;
using SchoolBackup.Help.Text;

// SchoolBackup.Help ASSEMBLY REFERENCES PAGES OUTPUT: writes into the folder OUTPUT what Get-Help shows about the cmdlets of ASSEMBLY.
// REFERENCES is a file that lists what ASSEMBLY was compiled with, PAGES the folder with the Markdown. Ends with 1, and says where, when
// the pages and the cmdlets disagree.
if (args is not [var assembly, var references, var folder, var output])
{
    Console.Error.WriteLine("usage: SchoolBackup.Help ASSEMBLY REFERENCES PAGES OUTPUT");
    return 1;
}
try
{
    IReadOnlyList<CmdletSurface> surfaces = SurfaceReader.Read(assembly, File.ReadLines(references));
    HelpPages pages = HelpPages.Read(folder);
    string[] faults = [.. HelpCheck.Faults(surfaces, pages, folder)];
    foreach (string fault in faults) Console.Error.WriteLine(fault);
    if (faults is not []) return 1;

    Directory.CreateDirectory(output);
    Maml.Document(surfaces, pages).Save(Path.Combine(output, Path.GetFileName(assembly) + "-Help.xml"));
    foreach (Section page in pages.About)
        File.WriteAllText(
            Path.Combine(output, page.Title + ".help.txt"), AboutPage.Text(page), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
    return 0;
}
catch (HelpException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
