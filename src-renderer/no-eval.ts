import { z } from 'zod';

// zod would otherwise probe for eval, which the window's Content-Security-Policy refuses and reports. It does so when
// the first schema is made, not when it is used: this module has to run before any that makes one.
z.config({ jitless: true });
