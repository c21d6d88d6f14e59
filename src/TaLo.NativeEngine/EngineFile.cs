namespace TaLo.NativeEngine;

/// <summary>One finished library.</summary>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its hash.</param>
internal sealed record EngineFile(long Size, string Sha256);
