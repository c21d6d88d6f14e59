namespace TaLo.Tasks;

/// <summary>One row of a data set cannot be used. The sample is skipped and counted, the run goes on.</summary>
public sealed class SampleException : TaLoException
{
    /// <summary>Creates the exception with its one-line message: file, row, why.</summary>
    public SampleException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and what caused it.</summary>
    public SampleException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
