using System.Runtime.InteropServices;

namespace TaLo.Terminal.Chats;

/// <summary>Ctrl-C in a chat: during an answer it stops the answer, else the program.</summary>
internal sealed class AnswerInterrupt : IDisposable
{
    private readonly PosixSignalRegistration registration;
    private readonly Lock gate = new();
    private CancellationTokenSource? answer;

    /// <summary>Listens until disposed.</summary>
    public AnswerInterrupt() => registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);

    /// <summary>Runs something that Ctrl-C stops; a second Ctrl-C meanwhile ends the program.</summary>
    public void Run(Action<CancellationToken> answering)
    {
        using var stop = new CancellationTokenSource();
        lock (gate)
            answer = stop;
        try
        {
            answering(stop.Token);
        }
        finally
        {
            lock (gate)
                answer = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => registration.Dispose();

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (gate)
        {
            if (answer is { IsCancellationRequested: false })
            {
                answer.Cancel();
                return;
            }
        }
        Messages.Note("");
        Environment.Exit(ExitCodes.Interrupted);
    }
}
