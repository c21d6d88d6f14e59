namespace TaLo.Vectors;

/// <summary>
/// Vectors of models with different layer counts, laid over each other by depth: layer l of L stands at l ÷ (L − 1). That the
/// layers at one depth do the same is an assumption, so nothing compares so unless it is asked for.
/// </summary>
public static class RelativeDepth
{
    /// <summary>A vector as one of another length: between two of its layers linearly interpolated.</summary>
    /// <param name="vector">Δ_0 … Δ_{L−1}; NaN where a layer is missing.</param>
    /// <param name="layers">The length wanted, at most the vector's own: nothing is made up between two layers.</param>
    /// <returns>So many numbers; NaN where a layer that is needed is missing.</returns>
    public static IReadOnlyList<double> Resample(IReadOnlyList<double> vector, int layers)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layers, vector.Count);
        if (layers == vector.Count)
            return vector;
        var resampled = new double[layers];
        for (var l = 0; l < layers; l++)
        {
            // In whole numbers, so that a depth that is a layer's own takes that layer alone.
            var (below, rest) = layers == 1 ? (0, 0) : Math.DivRem(l * (vector.Count - 1), layers - 1);
            resampled[l] = rest == 0 ? vector[below] : vector[below] + ((vector[below + 1] - vector[below]) * rest / (layers - 1));
        }

        return resampled;
    }
}
