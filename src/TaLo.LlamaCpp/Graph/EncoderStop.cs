using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Carries a cancellation token into a running vision encoder. libmtmd has no abort callback, but its scheduler asks
/// about every node before it computes: a node that is "needed" ends a piece of the graph, and after a piece the rest
/// can be called off. A piece ends where enough work has come together, so that an encoder stays in few pieces. It
/// only ends at matrix products, which no CPU kernel fuses with what follows: the result keeps its bits.
/// </summary>
internal sealed unsafe class EncoderStop
{
    private readonly double workPerPiece;
    private CancellationToken token;
    private double work;

    /// <summary>Creates a stop that nobody asks for yet.</summary>
    /// <param name="workPerPiece">Multiply-additions of a piece, at least.</param>
    public EncoderStop(double workPerPiece) => this.workPerPiece = workPerPiece;

    /// <summary>Called after each piece, so that a test can cancel at a known place.</summary>
    public Action? OnLook { get; set; }

    /// <summary>Call before each image: what its encoder obeys.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (token, work) = (cancellationToken, 0);
    }

    /// <summary>Call after each image: what was called off leaves numbers without meaning.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public void End() => token.ThrowIfCancellationRequested();

    /// <summary>Whether a piece of the graph ends at a node.</summary>
    public bool EndsPiece(GgmlTensor* node)
    {
        if (token.IsCancellationRequested)
            return true;
        var more = Work(node);
        work += more;
        if (more == 0 || work < workPerPiece)
            return false;
        work = 0;
        return true;
    }

    /// <summary>Whether there is another piece after the one that was computed.</summary>
    public bool GoesOn()
    {
        OnLook?.Invoke();
        return !token.IsCancellationRequested;
    }

    /// <summary>Multiply-additions of a matrix product or an attention; 0 for anything else.</summary>
    private static double Work(GgmlTensor* node)
    {
        if (node->Op == GraphOps.MulMat)
            return (double)node->Source(0)->Ne[0] * node->Ne[0] * node->Ne[1] * node->Ne[2] * node->Ne[3];
        if (node->Op == GraphOps.FlashAttention)
            return 2.0 * node->Source(0)->Ne[0] * node->Source(0)->Ne[1] * node->Source(0)->Ne[2] * node->Source(1)->Ne[1];
        return 0;
    }
}
