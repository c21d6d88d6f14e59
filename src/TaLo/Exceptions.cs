namespace TaLo;

/// <summary>
/// Something the user can mend. The message is one line that names the file, the place and the way out; the
/// program prints it and exits with 1.
/// </summary>
/// <param name="message">The one-line message.</param>
/// <param name="cause">What caused it, or null.</param>
public abstract class TaLoException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A data set file cannot be used at all: the message is one line that names the file, the place and the way out.</summary>
public sealed class DataSetException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>One row of a data set cannot be used. The sample is skipped and counted, the run goes on.</summary>
public sealed class SampleException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>A prompt template cannot be used: the message is one line that names the file, the line and the way out.</summary>
public sealed class PromptException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>
/// A model cannot do what was asked: the file is broken, the graph is not understood, an intervention did not apply.
/// The message is one line that names the file or the place and the way out.
/// </summary>
public sealed class ModelException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>One prompt cannot be used: an image is broken or too large, or the whole does not fit the context. The sample is skipped, the run goes on.</summary>
public sealed class InputException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>The native engine is missing, of another version, or lacks the device asked for.</summary>
public sealed class EngineException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>The layers or tasks asked for do not exist: the message is one line that says which there are.</summary>
public sealed class SelectionException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>Results that cannot be judged: rows contradict each other, or a score is no number. The message is one line.</summary>
public sealed class OutcomeException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>
/// Results cannot be stored or read: the message is one line that names the file, the place and the way out.
/// Nothing that was stored before is lost by it.
/// </summary>
public sealed class StoreException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>A profile cannot be found, read or applied.</summary>
public sealed class ProfileException(string message, Exception? cause = null) : TaLoException(message, cause);

/// <summary>A chat cannot do what was asked; the message is one line that says why and what to do.</summary>
public sealed class ChatException(string message, Exception? cause = null) : TaLoException(message, cause);
