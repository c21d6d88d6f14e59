using System.Numerics.Tensors;

namespace TaLo.LlamaCpp;

/// <summary>Natural log-probabilities of tokens, from the logits of a vocabulary.</summary>
/// <param name="vocabulary">How many tokens there are.</param>
internal sealed class LogSoftmax(int vocabulary)
{
    private readonly float[] exponentials = new float[vocabulary];

    /// <summary>ln Σ exp(logit): a token's logit less this is its log-probability in nats.</summary>
    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    public double LogSumExp(ReadOnlySpan<float> logits)
    {
        var max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, exponentials);
        TensorPrimitives.Exp<float>(exponentials, exponentials);
        // Many small numbers added up in 32 bits lose as much as the scores may differ by.
        var sum = 0.0;
        foreach (var exponential in exponentials)
            sum += exponential;
        return Finite(max + Math.Log(sum));
    }

    /// <summary>A token's log-probability, given the sum over all.</summary>
    /// <exception cref="ModelException">It is not a finite number.</exception>
    public static double Of(float logit, double logSumExp) => Finite(logit - logSumExp);

    private static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ModelException("a logit is not a finite number; the pass is broken, try another device or quantization");
}
