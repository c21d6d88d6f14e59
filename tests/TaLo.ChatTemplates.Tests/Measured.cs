using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace TaLo.ChatTemplates.Tests;

/// <summary>What became of a template: a prompt or a refusal, and what that took.</summary>
internal sealed record Measured(string? Prompt, TemplateException? Refusal, long Bytes, TimeSpan Time)
{
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <summary>Parses and renders on a stack as small as a thread of Windows has.</summary>
    public static Measured Render(string template)
    {
        Measured? measured = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                measured = RenderHere(template);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return measured!;
    }

    /// <summary>Asserts that it stays within a second and 64 MB. A second that others took is tried again.</summary>
    public static Measured RenderWithinBounds(string template)
    {
        var measured = Render(template);
        for (var again = 0; measured.Time > MostTime && again < 4; again++)
            measured = Render(template);
        Assert.True(measured.Bytes < MostBytes, $"{measured.Bytes} bytes for: {template}");
        Assert.True(measured.Time <= MostTime, $"{measured.Time} for: {template}");
        return measured;
    }

    private static Measured RenderHere(string template)
    {
        string? prompt = null;
        TemplateException? refusal = null;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        try
        {
            prompt = Rendering.Render(template);
        }
        catch (TemplateException e)
        {
            refusal = e;
        }
        return new Measured(prompt, refusal, GC.GetAllocatedBytesForCurrentThread() - bytes, Stopwatch.GetElapsedTime(started));
    }
}
