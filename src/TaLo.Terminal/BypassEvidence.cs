namespace TaLo.Terminal;

/// <summary>What is proved on a device.</summary>
/// <param name="Proofs">The bypasses held against zeroed files.</param>
/// <param name="BackToBase">Largest difference between the base model's logits before and after all bypasses, in parts of the largest.</param>
/// <param name="Allowed">The most that counts as equal: 0 on a CPU, rounding on a GPU.</param>
internal sealed record BypassEvidence(IReadOnlyList<BypassProof> Proofs, double BackToBase, double Allowed)
{
    /// <summary>The largest difference to a zeroed file.</summary>
    public double Largest => Proofs.Max(p => p.Difference);

    /// <summary>Whether every bypass did something, and just what the zeroed file does.</summary>
    public bool Holds => Largest <= Allowed && BackToBase <= Allowed && Proofs.All(p => p.Effect > Allowed);
}
