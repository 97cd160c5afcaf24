using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.Cli.Tests;

/// <summary>A Kerberos realm of our own: its servers' data, its configuration, its keys and its tickets are in one folder.</summary>
public sealed class KerberosRealm : IDisposable
{
    public const string Name = "SCHOOL.TEST";

    private const string ToTheEnd = """log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null""";

    // It does not outlive us, however we end: its standard input ends with us.
    private const string AsLongAsWe = """log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & read -r _; kill $!; wait $!""";

    private static readonly string[] Programs = ["kdb5_util", "kadmin.local", "krb5kdc", "kinit", "klist"];

    private readonly string _folder = Directory.CreateTempSubdirectory("sb-realm-").FullName;
    private readonly Process _kdc;

    /// <param name="principals">Who is in it; each gets a key in <see cref="Keytab"/>.</param>
    public KerberosRealm(params string[] principals)
    {
        int port = FreePort();
        File.WriteAllText(Configuration, $$"""
            [libdefaults]
            default_realm = {{Name}}
            dns_lookup_kdc = false
            dns_canonicalize_hostname = false
            [realms]
            {{Name}} = {
              kdc = 127.0.0.1:{{port}}
            }
            """);
        File.WriteAllText(InFolder("kdc.conf"), $$"""
            [kdcdefaults]
            kdc_listen = 127.0.0.1:{{port}}
            kdc_tcp_listen = 127.0.0.1:{{port}}
            [realms]
            {{Name}} = {
              database_name = {{InFolder("principal")}}
              key_stash_file = {{InFolder("stash")}}
            }
            [logging]
            kdc = FILE:{{InFolder("kdc.log")}}
            """);
        Run("kdb5_util", "create", "-s", "-P", "master", "-r", Name);
        foreach (string principal in principals)
        {
            Run("kadmin.local", "-q", $"addprinc -randkey {principal}");
            Run("kadmin.local", "-q", $"ktadd -norandkey -k {Keytab} {principal}");
        }

        _kdc = Start(AsLongAsWe, "krb5kdc", "-n");
        while (!Listens(port)) Thread.Sleep(20);
    }

    /// <summary>Whether this machine has what makes one (Debian: krb5-kdc, krb5-admin-server, krb5-user).</summary>
    public static bool CanBeMade => Programs.All(program => Find(program) is not null);

    /// <summary>The value of KRB5_CONFIG.</summary>
    public string Configuration => InFolder("krb5.conf");

    public string Keytab => InFolder("keytab");

    /// <summary>Logs somebody in; gives the value of KRB5CCNAME, where the ticket is.</summary>
    public string Ticket(string principal, string life = "1h")
    {
        string tickets = $"FILE:{InFolder(Guid.NewGuid().ToString("N"))}";
        Run("kinit", "-c", tickets, "-l", life, "-k", "-t", Keytab, principal);
        return tickets;
    }

    /// <summary>Waits until a ticket has expired.</summary>
    public void WaitForEnd(string tickets)
    {
        while (true)
        {
            using Process klist = Start(ToTheEnd, "klist", "-s", "-c", tickets);
            klist.WaitForExit();
            // The library still takes it in the second in which it ends.
            Thread.Sleep(1000);
            if (klist.ExitCode != 0) return;
        }
    }

    public void Dispose()
    {
        _kdc.StandardInput.Close();
        _kdc.WaitForExit();
        _kdc.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Run(string program, params string[] args)
    {
        using Process process = Start(ToTheEnd, program, args);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}");
    }

    // What a program prints goes to a file: nobody has to read it, and no pipe fills up.
    private Process Start(string script, string program, params string[] args)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", InFolder("log"), Find(program)!, .. args])
        {
            RedirectStandardInput = true,
            Environment = { ["KRB5_CONFIG"] = Configuration, ["KRB5_KDC_PROFILE"] = InFolder("kdc.conf") },
        };
        return Process.Start(start)!;
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static bool Listens(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
