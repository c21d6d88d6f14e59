namespace TaLo.Terminal;

/// <summary>What the program's exit codes mean.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It could not be done; one line on stderr says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by the user; what was finished is kept.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM; what was finished is kept.</summary>
    public const int Terminated = 143;

    /// <summary>The terminal was closed; what was finished is kept.</summary>
    public const int HungUp = 129;
}
