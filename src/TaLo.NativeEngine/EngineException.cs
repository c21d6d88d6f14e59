namespace TaLo.NativeEngine;

/// <summary>Something the person who builds must know or do; the message is one sentence for them.</summary>
internal sealed class EngineException(string message) : Exception(message);
