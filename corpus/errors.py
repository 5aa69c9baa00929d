"""Every exception of the project.

RolecallError                 an error the user can mend; its message says what and what to do next
├── CorpusError               the text itself: missing, empty, unreadable, undecodable
├── BuildError               a build on disk
│   ├── IndexMissing          there is no usable build, and none may be made
│   └── BuildBusy             another process is building this index
├── EncoderError              the model cannot be found, is not the pinned one, or cannot run
├── SettingsError             qa.toml or a QA_* variable
└── VerificationError         an answer that does not match its corpus
"""


class RolecallError(Exception):
    """An error the user can mend. `str(error)` names the offending value and the next step."""


class CorpusError(RolecallError):
    """The corpus folder or one of its files cannot be read."""


class BuildError(RolecallError):
    """A build cannot be read or written."""


class IndexMissing(BuildError):
    """No usable build exists and building was not allowed."""


class BuildBusy(BuildError):
    """Another process holds the build lock."""


class EncoderError(RolecallError):
    """The embedding model cannot be found, verified, exported or run."""


class SettingsError(RolecallError):
    """A setting is unknown or has a wrong value."""


class VerificationError(RolecallError):
    """A recorded answer does not match the corpus or was altered."""
