namespace VideoWall.Simulation;

/// <summary>One church that behaves like people do: comes, shows its picture, and now and then has a mishap.</summary>
sealed class ScriptedChurch(
    RoomSimulator simulator, string room, SimulatedParticipant who, TimerQueue timers, Random random, ChurchesScript script)
{
    SimulatedSession? session;

    internal void Arrive()
    {
        try
        {
            session = simulator.Join(room, who);
        }
        catch (ObjectDisposedException)
        {
            return; // the server is gone; a timer's step must not throw
        }

        Later(0.3, 2, () => session.Publish());
        Continue();
    }

    internal void Leave() => session?.Leave();

    internal string Identity => who.Identity;

    /// <summary>Whether the server put it out: it stays out until it is let in again.</summary>
    internal bool IsOut => session?.EndReason is EndReasons.ParticipantRemoved;

    void Continue()
    {
        if (script.Calm > TimeSpan.Zero)
        {
            var calm = -Math.Log(1 - random.NextDouble()) * script.Calm.TotalSeconds; // exponential: no rhythm to see
            Later(5 + calm, 5 + calm, Mishap);
        }
    }

    void Mishap()
    {
        var dice = random.NextDouble();
        if (dice < 0.30)
        {
            BriefSilence();
        }
        else if (dice < 0.50)
        {
            LongSilence();
        }
        else if (dice < 0.75)
        {
            Reload();
        }
        else if (dice < 0.90)
        {
            CameraOff();
        }
        else
        {
            GoAway();
        }
    }

    /// <summary>A cable out for seconds: the connection resumes and nobody is told.</summary>
    void BriefSilence()
    {
        session!.Drop();
        Later(4, 15, () =>
        {
            session.Resume();
            Continue();
        });
    }

    /// <summary>A connection gone for longer than LiveKit waits; then a new session.</summary>
    void LongSilence()
    {
        session!.Drop();
        Later(25, 90, Arrive);
    }

    /// <summary>The page is loaded anew, or reconnects in full: leave and join.</summary>
    void Reload()
    {
        session!.Leave();
        Later(0.1, 3, Arrive);
    }

    void CameraOff()
    {
        session!.Unpublish();
        Later(5, 20, () =>
        {
            session.Publish();
            Continue();
        });
    }

    void GoAway()
    {
        session!.Leave();
        Later(60, 240, Arrive);
    }

    /// <summary>A church that the server put out stays out: it does not come back by itself.</summary>
    void Later(double fromSeconds, double toSeconds, Action step)
    {
        var wait = TimeSpan.FromSeconds(fromSeconds + (random.NextDouble() * (toSeconds - fromSeconds)));
        var meant = session;
        timers.Add(wait, () =>
        {
            if (ReferenceEquals(meant, session) && session?.EndReason is not (EndReasons.ParticipantRemoved or EndReasons.RoomDeleted or EndReasons.DuplicateIdentity))
            {
                step();
            }
        });
    }
}
