using System.IO.Pipes;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

namespace TaLo.Terminal.Ui;

/// <summary>
/// The toolkit's terminal input, but waiting for keys in the system: its own looks for them fifty times a second, which
/// costs two per cent of a core while nothing happens.
/// </summary>
/// <param name="arrived">Called when there is input; on the input thread.</param>
internal sealed class WaitingInput(Action arrived) : AnsiInput
{
    private const int StandardInput = 0;
    private const short Readable = 1;

    // Written to when the waiting is to end.
    private readonly AnonymousPipeServerStream _closing = new(PipeDirection.Out);
    private bool _hasRead;
    private volatile bool _isClosed;

    /// <summary>An application that has this input; where the system has no such waiting, the toolkit's own.</summary>
    public static (IApplication App, WaitingInput? Input) Application(Action arrived)
    {
        if (OperatingSystem.IsWindows())
            return (global::Terminal.Gui.App.Application.Create(), null);
        var input = new WaitingInput(arrived);
        return ((IApplication)NewApplication(new AnsiComponentFactory(input)), input);
    }

    /// <summary>Ends the waiting, so that the application can be closed.</summary>
    public void Close()
    {
        _isClosed = true;
        _closing.WriteByte(0);
    }

    /// <inheritdoc/>
    public override bool Peek()
    {
        if (_hasRead)
            arrived();
        _hasRead = false;
        if (_isClosed)
            return false;
        var wanted = new[] { new PollFile(StandardInput), new PollFile((int)_closing.ClientSafePipeHandle.DangerousGetHandle()) };
        // A terminal that is gone is readable without end, and its signal ends the program.
        return Poll(wanted, (nuint)wanted.Length, -1) > 0 && (_hasRead = wanted[0].Found == Readable);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _closing.Dispose();
    }

    // The toolkit's only way to take another input; a test notices when it changes.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Terminal.Gui.App.ApplicationImpl, Terminal.Gui")]
    private static extern object NewApplication(IComponentFactory factory);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] PollFile[] files, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile(int file)
    {
        private readonly int _file = file;
        private readonly short _wanted = Readable;

        public short Found;
    }
}
