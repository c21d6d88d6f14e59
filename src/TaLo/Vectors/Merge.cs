namespace TaLo.Vectors;

/// <summary>
/// Two clusters that become one. Clusters 0…n−1 are the single items; merge number m makes cluster n + m.
/// </summary>
/// <param name="First">The cluster with the lower number.</param>
/// <param name="Second">The other.</param>
/// <param name="Height">Their mean distance, over all pairs of an item of one and an item of the other.</param>
/// <param name="Size">Items in the new cluster.</param>
public readonly record struct Merge(int First, int Second, double Height, int Size);
