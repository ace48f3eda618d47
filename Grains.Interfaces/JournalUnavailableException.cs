namespace VideoWall.Grains.Interfaces;

/// <summary>A passing fault of the database, or of the way to it: nothing was done, callers may try again.</summary>
public class JournalUnavailableException : Exception
{
    public JournalUnavailableException(string message, Exception inner) : base(message, inner) { }
    public JournalUnavailableException(string message) : base(message) { }
    public JournalUnavailableException() { }
}

/// <summary>
/// The fault came while a change was on its way: it may have been done. Who repeats it without looking must be sure that
/// twice is as good as once.
/// </summary>
public sealed class OutcomeUnknownException : JournalUnavailableException
{
    public OutcomeUnknownException(string message, Exception inner) : base(message, inner) { }
    public OutcomeUnknownException(string message) : base(message) { }
    public OutcomeUnknownException() { }
}
