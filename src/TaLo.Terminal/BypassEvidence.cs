namespace TaLo.Terminal;

/// <summary>What is proved on a device.</summary>
/// <param name="Proofs">The bypasses held against zeroed files.</param>
/// <param name="BackToBase">Largest difference between the base model's logits before and after all bypasses, in parts of the largest.</param>
/// <param name="Allowed">The most that counts as equal: 0 on a CPU, rounding on a GPU.</param>
internal sealed record BypassEvidence(IReadOnlyList<BypassProof> Proofs, double BackToBase, double Allowed)
{
    /// <summary>What does not hold, in one line; null where every bypass did something, and just what the zeroed file does.</summary>
    public string? Problem =>
        Proofs.FirstOrDefault(p => !(p.Difference <= Allowed)) is { } other
            ? $"bypassing {other.Knockout} is not what the zeroed file is: results on this device would be wrong"
            : Proofs.FirstOrDefault(p => !(p.Effect > Allowed)) is { } inert
                ? $"bypassing {inert.Knockout} changed nothing: the model gets nothing from it, or the bypass did not apply"
                : BackToBase <= Allowed ? null : "the base model is another one after the bypasses: results on this device would be wrong";
}
