namespace VideoWall.Storage;

/// <summary>A setting cannot be used; the message begins with its name and says how to mend it.</summary>
public sealed class SettingException : Exception
{
    public SettingException(string message, Exception inner) : base(message, inner) { }
    public SettingException(string message) : base(message) { }
    public SettingException() { }
}
