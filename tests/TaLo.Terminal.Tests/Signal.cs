namespace TaLo.Terminal.Tests;

/// <summary>Signals by the numbers that Linux on x86 and ARM gives them.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
