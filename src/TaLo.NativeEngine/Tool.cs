namespace TaLo.NativeEngine;

/// <summary>A program of which any of several names will do.</summary>
/// <param name="Names">The names, the usual one first.</param>
/// <param name="DebianPackage">What to install where none is there.</param>
internal sealed record Tool(IReadOnlyList<string> Names, string DebianPackage);
