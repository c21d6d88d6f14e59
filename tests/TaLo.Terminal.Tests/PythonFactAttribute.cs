namespace TaLo.Terminal.Tests;

/// <summary>A test that runs a Python script of the documents; skipped where there is no Python 3.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>The interpreter.</summary>
    public const string Python = "python3";

    public PythonFactAttribute()
    {
        if (!Programs.Has(Python))
            Skip = $"needs {Python}";
    }
}
