namespace TaLo.Vectors;

/// <summary>One straight line of a drawn dendrogram.</summary>
/// <param name="FromPlace">Where it begins along the leaves, 0…n−1.</param>
/// <param name="FromHeight">At which distance it begins.</param>
/// <param name="ToPlace">Where it ends along the leaves.</param>
/// <param name="ToHeight">At which distance it ends.</param>
public readonly record struct DendrogramStroke(double FromPlace, double FromHeight, double ToPlace, double ToHeight);
