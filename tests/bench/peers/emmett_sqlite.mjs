// SPDX-License-Identifier: GPL-3.0-or-later
// Emmett's SQLite event store with its own settings (WAL, synchronous FULL): one round of one figure, its rate on the last line.
// node emmett_sqlite.mjs append EVENTS_AN_APPEND EVENTS FOLDER | read EVENTS TIMES FOLDER
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';
import fs from 'node:fs';

const [what, first, second, folder] = process.argv.slice(2);
const payloads = JSON.parse(fs.readFileSync(`${folder}/payloads.json`, 'utf8'));
const event = (i) => ({ type: 'OrderLineAdded', data: payloads[i & 1023] });
const file = `${folder}/emmett-${what}.db`;

// 0.42.4 at times fails with "SQLITE_BUSY: cannot commit transaction - SQL statements in progress"; a user would try again.
const append = async (store, ...rest) => {
    for (let i = 0; ; ++i)
        try {
            return await store.appendToStream(...rest);
        } catch (error) {
            if (i >= 9 || error.code !== 'SQLITE_BUSY') throw error;
        }
};

const open = async () => {
    const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } });
    await append(store, `warm-${Date.now()}`, [event(0)]);
    return store;
};

if (what === 'append') {
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(file + suffix, { force: true });
    const store = await open();
    const each = Number(first), events = Number(second);
    const versions = new Array(1000).fill(0n);
    const began = performance.now();
    for (let done = 0, at = 0; done < events; done += each, at = (at + 1) % 1000) {
        await append(store, `order-${at}`, Array.from({ length: each }, (_, k) => event(done + k)),
            { expectedStreamVersion: versions[at] === 0n ? 'STREAM_DOES_NOT_EXIST' : versions[at] });
        versions[at] += BigInt(each);
    }
    console.log(events / (performance.now() - began) * 1000);
    store.close?.();
} else {
    const length = Number(first), times = Number(second);
    const isNew = !fs.existsSync(`${file}.${length}`);
    const store = await open();
    if (isNew) {
        for (let i = 0; i < length; i += 100)
            await append(store, `stream-${length}`, Array.from({ length: 100 }, (_, k) => event(i + k)));
        fs.writeFileSync(`${file}.${length}`, '');
    }
    const began = performance.now();
    for (let i = 0; i < times; ++i) {
        const { state } = await store.aggregateStream(`stream-${length}`, { evolve: (count) => count + 1, initialState: () => 0 });
        if (state !== length) throw new Error(`${state} of ${length} events`);
    }
    console.log(length * times / (performance.now() - began) * 1000);
    store.close?.();
}
