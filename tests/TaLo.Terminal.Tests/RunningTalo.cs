using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaLo.Terminal.Tests;

/// <summary>A running child; killed when the test leaves it behind.</summary>
internal sealed class RunningTalo : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    public RunningTalo(Process process)
    {
        _process = process;
        _process.StandardInput.Close();
        _out = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Sends a signal.</summary>
    public void Send(Signal signal) => Assert.Equal(0, Kill(_process.Id, (int)signal));

    /// <summary>Waits for the child's own end.</summary>
    public TaloRun Wait(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"still running after {patience}: {_error.Result}\n{_out.Result}");
        }
        return new TaloRun(_process.ExitCode, _out.Result, _error.Result);
    }

    /// <summary>Waits until something is so, the child has ended, or it is clear that neither will happen.</summary>
    /// <returns>Whether it is so and the child still runs.</returns>
    public bool WaitUntil(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (_process.HasExited || watch.Elapsed > Patience)
                return false;
            Thread.Sleep(1);
        }
        return !_process.HasExited;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
