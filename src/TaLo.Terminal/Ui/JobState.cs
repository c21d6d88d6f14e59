namespace TaLo.Terminal.Ui;

/// <summary>Where a sweep of the screens stands.</summary>
internal enum JobState
{
    /// <summary>Data set, store and model are being opened.</summary>
    Opening,

    /// <summary>Passes are made.</summary>
    Running,

    /// <summary>No pass is made until it is resumed.</summary>
    Paused,

    /// <summary>It ends after the current pass.</summary>
    Stopping,

    /// <summary>All is done.</summary>
    Finished,

    /// <summary>It was stopped; what it finished is stored.</summary>
    Stopped,

    /// <summary>It could not go on; what it finished is stored.</summary>
    Failed,
}
